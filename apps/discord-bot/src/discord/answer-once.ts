import { AnsweredElsewhere } from './answered-elsewhere.ts'
import { discordCodes, readDiscordFailure } from './discord-errors.ts'

/** All of them fit into the 3 s in which Discord takes a first answer. */
const maxTries = 4

/**
 * Gives the first answer to an interaction, again while it may have been lost on its way. Discord takes one: when it has one
 * already, it is ours only if an earlier try of this very call may have arrived.
 * @param post sends the answer once, and never repeats it
 * @returns what Discord says of it; undefined when that was lost with the response of an earlier try
 * @throws {AnsweredElsewhere} and what discord.js says
 */
export async function answerOnce<T>(post: () => Promise<T>): Promise<T | undefined> {
  let mayHaveArrived = false
  for (let tries = 1; ; tries++) {
    try {
      return await post()
    } catch (error) {
      const { code, status } = readDiscordFailure(error)
      if (code === discordCodes.alreadyAcknowledged) {
        if (mayHaveArrived) return undefined
        throw new AnsweredElsewhere(error)
      }
      const isLost = status === undefined || status >= 500
      if (!isLost || tries >= maxTries) throw error
      mayHaveArrived = true
    }
  }
}
