import type { JsonObject } from '../json.ts'
import type { UserRecord } from './world-state.ts'

export function userToWire(user: UserRecord): JsonObject {
  return {
    id: user.id,
    username: user.username,
    global_name: user.globalName,
    avatar: null,
    discriminator: user.bot ? '0001' : '0',
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(user.bot && { bot: true }),
  }
}
