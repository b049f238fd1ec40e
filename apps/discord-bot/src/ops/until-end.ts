/** What is waited for. */
interface RunningApp {
  /** Rejects when Discord has closed for good. */
  readonly failed: Promise<never>
  stop(): Promise<void>
}

/**
 * Waits until the program is stopped or Discord has closed for good. Then, too, what is on its way is let in first: the
 * answer to a submission is the only thing that names the image that was paid for.
 * @param stopped resolves when somebody has stopped the app
 * @throws why Discord has closed
 */
export async function untilEnd(app: RunningApp, stopped: Promise<void>): Promise<void> {
  try {
    await Promise.race([stopped, app.failed])
  } catch (error) {
    await app.stop()
    throw error
  }
}
