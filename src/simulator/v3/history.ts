import { tokenize } from '../sql/tokens';
import type { StatementSession } from '../world';
import type { Cluster } from './cluster';
import { control } from './control';
import { DAY, HOUR, MINUTE, midnightBefore, SECOND, scattered } from './instants';
import type { Step, V3Scenario } from './scenarios';
import { execute } from './statements/execute';
import { parseStatement } from './statements/parseStatement';
import { SYS_TENANT_ID } from './tenants';

/** How long before the first step the cluster came into being. */
const AGE = 30n * DAY;
/** The last night's backup must lie this far back, so that it has ended. */
const REST_AFTER_LAST_NIGHT = 7n * HOUR;

/** When a cluster whose life up to `startMicros` is told by a scenario came into being. */
export const birthOf = (startMicros: bigint): bigint => lastNight(startMicros) - AGE;

/**
 * Lets a scenario's past happen: its steps run through the very statements and rules that a client
 * meets, so that the history agrees with itself.
 */
export function live(scenario: V3Scenario, cluster: Cluster, startMicros: bigint): void {
  for (const spec of scenario.tenants) {
    cluster.createTenant(spec);
  }
  const session: StatementSession = {
    user: 'root',
    tenant: { id: SYS_TENANT_ID, name: 'sys', mode: 'MYSQL', acceptsLogin: true },
    userVariables: new Map(),
  };
  const steps = scenario.steps
    .map((step) => ({ step, at: instantOf(step, startMicros) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  for (const { step, at } of steps) {
    cluster.settle(at);
    if ('sql' in step) {
      execute(parseStatement(tokenize(step.sql), cluster.profile), cluster, session);
    } else {
      control(cluster, step.control, step.args);
    }
  }
  cluster.settle(startMicros);
}

/** The midnight in the servers' zone that `daysBefore: 0` counts from. */
const lastNight = (startMicros: bigint): bigint => midnightBefore(startMicros - REST_AFTER_LAST_NIGHT);

function instantOf({ at }: Step, startMicros: bigint): bigint {
  if ('minutesBefore' in at) {
    return startMicros - BigInt(at.minutesBefore) * MINUTE;
  }
  const [hours = 0n, minutes = 0n, seconds = 0n] = at.clock.split(':').map(BigInt);
  const day = lastNight(startMicros) - BigInt(at.daysBefore) * DAY;
  const instant = day + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  return instant + scattered(instant, SECOND);
}
