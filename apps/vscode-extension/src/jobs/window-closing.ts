/** Reason of an abort when the window goes away: the job is not stopped, another window or the next start goes on. */
export class WindowClosing extends Error {
  override get name(): string {
    return 'WindowClosing'
  }
}
