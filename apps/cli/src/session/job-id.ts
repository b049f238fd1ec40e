/** Without the letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Sortable by time and short enough to type: `20261122-154501-k3f9`. */
export function createJobId(atMs: number, random: () => number): string {
  const time = new Date(atMs).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const suffix = Array.from({ length: 4 }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return `${time}-${suffix}`
}
