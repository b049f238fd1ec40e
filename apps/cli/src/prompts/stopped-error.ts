import { ProgramError } from '../program-error.ts'

/** Ctrl-C before anything was sent. */
export function stoppedError(): ProgramError {
  return new ProgramError(
    'stopped',
    130,
    'Stopped. Nothing was sent, nothing was charged.',
    'Call it again when it is wanted.',
  )
}
