import type { ParameterRow } from '../../world';
import { unknownParameter } from '../errors';
import { SECOND } from '../instants';
import { SERVERS, type Server } from '../topology';
import { type DestinationOption, parseDestinationOption } from './destinationOption';
import { PARAMETERS, type ParameterDefinition } from './parameterDefinitions';
import { parseBoolean, parseCapacityBytes, parseTimeMicros } from './quantities';

/** A value that was set: the row that `__all_sys_parameter` holds for it. */
export interface StoredParameter {
  readonly definition: ParameterDefinition;
  /** Undefined: for every server. */
  readonly server?: Server;
  readonly value: string;
  readonly createdMicros: bigint;
  readonly modifiedMicros: bigint;
}

const DEFAULT_CHECKPOINT_INTERVAL = 120n * SECOND;

/** The parameters of all servers. Values hold for the cluster, or for one server where set so. */
export class ParameterStore {
  readonly #stored = new Map<string, StoredParameter>();

  /** @throws ServerError 5099 */
  definition(name: string): ParameterDefinition {
    const definition = PARAMETERS.get(name.toLowerCase());
    if (definition === undefined) {
      throw unknownParameter();
    }
    return definition;
  }

  /** Keeps a value without any check; an empty list of servers means all of them. */
  store(name: string, value: string, atMicros: bigint, servers: readonly Server[] = []): void {
    const definition = this.definition(name);
    const places: readonly (Server | undefined)[] = servers.length === 0 ? [undefined] : servers;
    for (const server of places) {
      const key = keyOf(definition.name, server);
      this.#stored.set(key, {
        definition,
        ...(server === undefined ? {} : { server }),
        value,
        createdMicros: this.#stored.get(key)?.createdMicros ?? atMicros,
        modifiedMicros: atMicros,
      });
    }
    if (servers.length === 0) {
      for (const server of SERVERS) {
        this.#stored.delete(keyOf(definition.name, server));
      }
    }
  }

  /** The cluster's value, or that of one server. */
  value(name: string, server?: Server): string {
    const own = server === undefined ? undefined : this.#stored.get(keyOf(name, server));
    return (own ?? this.#stored.get(keyOf(name, undefined)))?.value ?? this.definition(name).defaultValue;
  }

  /** Values that were set, for `__all_sys_parameter`. */
  stored(): readonly StoredParameter[] {
    return [...this.#stored.values()];
  }

  /** Rows of `SHOW PARAMETERS`, one per parameter and server. */
  rows(): readonly ParameterRow[] {
    return SERVERS.flatMap((server) =>
      [...PARAMETERS.values()].map((definition) => this.#row(definition, server)),
    );
  }

  get destination(): string {
    return this.value('backup_dest');
  }

  get destinationOption(): DestinationOption {
    return parseDestinationOption(this.value('backup_dest_option'));
  }

  /** How often the archive progress of partitions without writes is pushed, microseconds. */
  get checkpointIntervalMicros(): bigint {
    return (
      this.destinationOption.checkpointIntervalMicros ??
      parseTimeMicros(this.value('log_archive_checkpoint_interval')) ??
      DEFAULT_CHECKPOINT_INTERVAL
    );
  }

  /** How long a piece is written to; 0: pieces are not switched. */
  get pieceSwitchIntervalMicros(): bigint {
    return this.destinationOption.pieceSwitchIntervalMicros ?? 0n;
  }

  /** How far back restores must stay possible; 0: nothing becomes obsolete. */
  get recoveryWindowMicros(): bigint {
    return (
      this.destinationOption.recoveryWindowMicros ??
      parseTimeMicros(this.value('backup_recovery_window')) ??
      0n
    );
  }

  /** Bytes per second that all backup traffic may use; 0: no limit. */
  get netLimitBytesPerSecond(): bigint {
    return parseCapacityBytes(this.value('backup_net_limit')) ?? 0n;
  }

  isTrue(name: string): boolean {
    return parseBoolean(this.value(name)) === true;
  }

  #row(definition: ParameterDefinition, server: Server): ParameterRow {
    return {
      zone: server.zone,
      serverIp: server.ip,
      serverPort: server.port,
      name: definition.name,
      dataType: null,
      value: this.value(definition.name, server),
      info: definition.info,
      section: definition.section,
      scope: 'CLUSTER',
      source: 'DEFAULT',
      editLevel: 'DYNAMIC_EFFECTIVE',
      defaultValue: definition.defaultValue,
    };
  }
}

const keyOf = (name: string, server: Server | undefined): string =>
  server === undefined ? name.toLowerCase() : `${name.toLowerCase()}@${server.ip}:${server.port}`;
