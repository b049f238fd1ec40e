import type { ExitCode } from '../errors/exit-codes.ts'

/** A command's action hands its exit code over. */
export type Done = (exitCode: ExitCode) => void
