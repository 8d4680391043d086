/** A verb of the command line. */
import type { Given, OptionTable } from '../arguments.ts';

export type Verb = {
  name: string;
  usage: string;
  /** One line for the overview. */
  about: string;
  options: OptionTable;
  /** Lines that explain the options. */
  help: readonly string[];
  /** @returns the exit code. @throws UsageError (exit 2), CodedError (exit 1) */
  run(given: Given): Promise<number>;
};
