import { safeName } from '@fluxkit/jobs'
import { basename, splitName } from './posix-path.ts'

/** The name of an image's file as a job has it: without folder and extension, which its bytes decide. */
export function stemOf(path: string): string {
  return safeName(splitName(basename(path)).stem)
}
