import type { ExitCode } from '../errors/exit-codes.ts'

/** Passes on the exit code of a command's action. */
export type Done = (exitCode: ExitCode) => void
