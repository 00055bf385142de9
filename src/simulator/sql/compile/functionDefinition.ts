import type { SessionEnvironment } from './environment';
import { NULL, type Typed } from './typed';

/** Compiles a call with as many arguments as its definition allows. */
export type Compile = (args: readonly Typed[], environment: SessionEnvironment) => Typed;

/** A function and how many arguments it takes. */
export interface FunctionDefinition {
  readonly least: number;
  readonly most: number;
  readonly compile: Compile;
}

/** A function that takes `least` to `most` arguments. */
export const define = (least: number, most: number, compile: Compile): FunctionDefinition => ({
  least,
  most,
  compile,
});

/** The argument in this place, which the definition's counts guarantee. */
export function at(args: readonly Typed[], index: number): Typed {
  return args[index] ?? NULL;
}
