import type { Choice } from '../discord/control.ts'

/** Long enough that a quick typist asks once, short enough that nobody waits. */
const pauseMs = 150

/** Asks the bot for choices while somebody types: after a pause, and only the latest answer counts. */
export function createBotRequests(): {
  sendRequest(request: () => Promise<readonly Choice[]>, onAnswer: (answer: readonly Choice[] | Error) => void): void
  cancel(): void
} {
  let latest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = (): void => {
    latest += 1
    clearTimeout(timer)
  }
  return {
    cancel,
    sendRequest(request, onAnswer) {
      cancel()
      const mine = latest
      timer = setTimeout(() => {
        request().then(
          (choices) => mine === latest && onAnswer(choices),
          (error: unknown) => mine === latest && onAnswer(error instanceof Error ? error : new Error(String(error))),
        )
      }, pauseMs)
    },
  }
}
