import type { World } from './world';

/** A system variable: how it starts, and what a SET may give it. */
export interface VariableDefinition {
  readonly value: bigint | string;
  /** `boolean`: 0 or 1, shown as OFF and ON. */
  readonly kind: 'integer' | 'boolean' | 'text' | 'timeZone';
  readonly isReadOnly: boolean;
}

const integer = (value: bigint): VariableDefinition => ({ value, kind: 'integer', isReadOnly: false });
const flag = (value: boolean): VariableDefinition => ({
  value: value ? 1n : 0n,
  kind: 'boolean',
  isReadOnly: false,
});
const text = (value: string): VariableDefinition => ({ value, kind: 'text', isReadOnly: false });
const fixed = (value: bigint | string): VariableDefinition => ({
  value,
  kind: typeof value === 'bigint' ? 'integer' : 'text',
  isReadOnly: true,
});

/**
 * The system variables that clients read or set by themselves, and OceanBase's own that a DBA sets.
 * All others are unknown (1193).
 */
export function systemVariables(world: World): ReadonlyMap<string, VariableDefinition> {
  const { profile, systemTimeZone } = world;
  const charset = 'utf8mb4';
  const collation = 'utf8mb4_general_ci';
  return new Map(
    Object.entries({
      auto_increment_increment: integer(1n),
      auto_increment_offset: integer(1n),
      autocommit: flag(true),
      character_set_client: text(charset),
      character_set_connection: text(charset),
      character_set_database: text(charset),
      character_set_results: text(charset),
      character_set_server: text(charset),
      character_set_system: fixed('utf8mb4'),
      collation_connection: text(collation),
      collation_database: text(collation),
      collation_server: text(collation),
      foreign_key_checks: flag(true),
      group_concat_max_len: integer(1024n),
      init_connect: text(''),
      interactive_timeout: integer(28_800n),
      license: fixed(''),
      lower_case_table_names: fixed(1n),
      max_allowed_packet: integer(16_777_216n),
      max_execution_time: integer(0n),
      net_buffer_length: integer(16_384n),
      net_read_timeout: integer(30n),
      net_write_timeout: integer(60n),
      ob_compatibility_mode: fixed('MYSQL'),
      ob_enable_transformation: flag(true),
      ob_log_level: text('disabled'),
      ob_query_timeout: integer(10_000_000n),
      ob_read_consistency: text('STRONG'),
      ob_trx_idle_timeout: integer(profile.line === 3 ? 120_000_000n : 86_400_000_000n),
      ob_trx_timeout: integer(profile.line === 3 ? 100_000_000n : 86_400_000_000n),
      performance_schema: fixed(0n),
      query_cache_size: integer(0n),
      query_cache_type: text('OFF'),
      sql_auto_is_null: flag(false),
      sql_mode: text('STRICT_ALL_TABLES'),
      sql_notes: flag(true),
      sql_quote_show_create: flag(true),
      sql_safe_updates: flag(false),
      sql_select_limit: integer(9_223_372_036_854_775_807n),
      system_time_zone: fixed(systemTimeZone.name),
      time_zone: { value: systemTimeZone.offset, kind: 'timeZone', isReadOnly: false },
      transaction_isolation: text('READ-COMMITTED'),
      tx_isolation: text('READ-COMMITTED'),
      tx_read_only: flag(false),
      unique_checks: flag(true),
      version: fixed(profile.versionFunction),
      version_comment: fixed(profile.versionComment),
      wait_timeout: integer(28_800n),
    } satisfies Record<string, VariableDefinition>),
  );
}
