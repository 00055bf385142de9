import { optional, timestamp } from '../../columns';
import { numbers, sysView, texts } from './catalogView';

/** `gv$minor_merge_info`: the last minor freeze per server and tenant; `FINISH_TIME` is NULL while it runs. */
export const minorMerge = sysView(
  'gv$minor_merge_info',
  () => [
    ...texts(46, 'SVR_IP'),
    ...numbers('SVR_PORT', 'TENANT_ID', 'FREEZE_SNAPSHOT'),
    optional('START_TIME', timestamp()),
    optional('FINISH_TIME', timestamp()),
  ],
  ({ freezes }, context) =>
    freezes.minorMerges().map(({ server, tenantId, startMicros, finishMicros }) => ({
      SVR_IP: server.ip,
      SVR_PORT: BigInt(server.port),
      TENANT_ID: tenantId,
      FREEZE_SNAPSHOT: startMicros,
      START_TIME: context.formatTime(startMicros),
      FINISH_TIME: finishMicros <= context.nowMicros ? context.formatTime(finishMicros) : null,
    })),
);
