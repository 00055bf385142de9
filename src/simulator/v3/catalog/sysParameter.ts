import { gmtColumns, numbers, sysView, texts } from './catalogView';

const COLUMNS = [
  ...gmtColumns,
  ...texts(128, 'zone'),
  ...texts(16, 'svr_type'),
  ...texts(46, 'svr_ip'),
  ...numbers('svr_port'),
  ...texts(128, 'name', 'data_type'),
  ...texts(4096, 'value', 'value_strict', 'info'),
  ...numbers('need_reboot'),
  ...texts(64, 'section', 'visible_level'),
  ...numbers('config_version'),
  ...texts(64, 'scope', 'source', 'edit_level'),
];

/** `__all_sys_parameter`: only parameters that were set. */
export const sysParameter = sysView(
  '__all_sys_parameter',
  () => COLUMNS,
  ({ parameters }, context) =>
    parameters.stored().map(({ definition, server, value, createdMicros, modifiedMicros }) => ({
      gmt_create: context.formatTime(createdMicros),
      gmt_modified: context.formatTime(modifiedMicros),
      zone: server?.zone ?? '',
      svr_type: 'observer',
      svr_ip: server?.ip ?? 'ANY',
      svr_port: BigInt(server?.port ?? 0),
      name: definition.name,
      data_type: 'varchar',
      value,
      value_strict: '',
      info: definition.info,
      need_reboot: 0n,
      section: definition.section,
      visible_level: 'COMMON',
      config_version: modifiedMicros,
      scope: 'CLUSTER',
      source: 'DEFAULT',
      edit_level: 'DYNAMIC_EFFECTIVE',
    })),
);
