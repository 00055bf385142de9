import { informationSchema } from '../catalog/informationSchema';
import type { Session } from '../session';
import type { VariableDefinition } from '../systemVariables';
import type { ViewContext, ViewDefinition, World } from '../world';
import type { SessionEnvironment } from './compile/environment';
import type { SelectSource } from './selectRunner';
import { unknownSystemVariable } from './sqlErrors';
import { formatMicros } from './values/dateTime';

const SYS_TENANT_ID = 1n;

/** What the SELECTs of a session can see, and what its functions and variables say. */
export class SelectSources {
  readonly #world: World;
  readonly #definitions: ReadonlyMap<string, VariableDefinition>;

  constructor(world: World, definitions: ReadonlyMap<string, VariableDefinition>) {
    this.#world = world;
    this.#definitions = definitions;
  }

  /** The views of the session's tenant, `information_schema` included. */
  visibleViews({ tenant }: Session): readonly ViewDefinition[] {
    const views = this.#world
      .views()
      .filter(({ audience }) => audience === 'everyone' || tenant.id === SYS_TENANT_ID);
    return [...views, ...informationSchema(views)];
  }

  /** What a SELECT of this session runs on, as of now. */
  of(session: Session): SelectSource {
    const environment = this.#environment(session);
    const viewContext: ViewContext = {
      session,
      nowMicros: environment.nowMicros,
      formatTime: (micros) => formatMicros(micros, environment.offsetMinutes),
    };
    const views = this.visibleViews(session);
    return {
      session: environment,
      viewContext,
      findView: (schema, name) =>
        views.find((view) => view.schema === schema && view.name.toLowerCase() === name),
    };
  }

  #environment(session: Session): SessionEnvironment {
    return {
      nowMicros: this.#world.clock.nowMicros(),
      offsetMinutes: session.offsetMinutes(this.#world.systemTimeZone.offset),
      database: session.database,
      user: session.user,
      clientHost: session.clientHost,
      connectionId: session.id,
      tenant: session.tenant,
      profile: this.#world.profile,
      userVariable: (name) => session.userVariables.get(name),
      systemVariable: (name, scope) => this.#systemVariable(name, scope, session),
    };
  }

  #systemVariable(name: string, scope: 'global' | 'session', session: Session): bigint | string {
    const definition = this.#definitions.get(name);
    if (definition === undefined) {
      throw unknownSystemVariable(name);
    }
    return scope === 'global' ? definition.value : (session.variables.get(name) ?? definition.value);
  }
}
