/** A mistake that somebody could make in one place of the product, and the tests of which one has to fail then. */
export interface Fault {
  /** What the product would do wrong, in one sentence without its full stop. */
  name: string;
  /** Where the mistake is made, from the top of the repository. */
  file: string;
  /** The text as it stands, exactly once in the file. */
  from: string;
  /** The text with the mistake in it. */
  to: string;
  /** Which of Vitest's projects the tests belong to. */
  project: Project;
  /** Parts of the names of the spec files, as Vitest takes them. */
  tests: readonly string[];
}

export type Project = 'unit' | 'integration' | 'api';

/** Names the fault that is in force in a run of Vitest. */
export const FAULT_VARIABLE = 'MUTATION_FAULT';

type FaultIn = (name: string, from: string, to: string, tests?: readonly string[]) => Fault;

/** Faults of one file. @param usual the tests of those that name none themselves */
export function faultsIn(file: string, project: Project, ...usual: string[]): FaultIn {
  return (name, from, to, tests = usual) => ({ name, file, from, to, project, tests });
}

export function isOnce(text: string, part: string): boolean {
  return text.split(part).length === 2;
}
