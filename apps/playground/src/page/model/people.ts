import type { Person, Server, WorldView } from '../discord/control.ts'

/** Beginning and end of the gradients of avatars. */
const colours = [
  ['#f0abfc', '#a21caf'],
  ['#67e8f9', '#0e7490'],
  ['#fcd34d', '#c2410c'],
  ['#86efac', '#15803d'],
  ['#fda4af', '#be123c'],
  ['#a5b4fc', '#4338ca'],
] as const

/** Colours of names by role; the first that fits. */
const roleColours: readonly (readonly [role: string, colour: string])[] = [
  ['admin', '#f47fff'],
  ['moderator', '#3ddc97'],
]

/** An image of the first letter, drawn here: Discord's own avatars lie on its servers. */
export function avatarOf(name: string, isBot = false): string {
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  const [from, to] = isBot ? (['#818cf8', '#db2777'] as const) : (colours[sum % colours.length] ?? colours[0])
  // Only letters: the name of anybody could end up here.
  const letter = /\p{L}|\p{N}/u.exec(name)?.[0]?.toUpperCase() ?? '?'
  const centre = isBot
    ? '<path d="M40 18l5 15 15 5-15 5-5 19-5-19-15-5 15-5z" fill="#fff"/>'
    : `<text x="40" y="53" font-family="system-ui,sans-serif" font-size="36" font-weight="600" fill="#fff" text-anchor="middle">${letter}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="80" height="80" fill="url(#g)"/>${centre}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

function rolesOf(server: Server | undefined, userId: string): readonly string[] {
  const ids = server?.members.find((member) => member.userId === userId)?.roleIds ?? []
  return ids.flatMap((id) => server?.roles.find((role) => role.id === id)?.name ?? [])
}

export function nameColour(server: Server | undefined, userId: string): string | undefined {
  const roles = rolesOf(server, userId)
  return roleColours.find(([role]) => roles.includes(role))?.[1]
}

/** `admin`, `moderator` or `member`. */
export function rankOf(server: Server | undefined, userId: string): string {
  return rolesOf(server, userId)[0] ?? 'member'
}

export function findPerson(world: WorldView, id: string): Pick<Person, 'id' | 'name'> | undefined {
  return world.bot.id === id ? world.bot : world.users.find((user) => user.id === id)
}
