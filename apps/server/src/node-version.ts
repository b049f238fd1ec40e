/** The oldest Node that the server runs on, as `engines` in package.json says too. */
const oldest = [22, 12] as const

/** One sentence for a Node that is too old; `undefined` when it is supported. */
export function nodeComplaint(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isSupported = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return isSupported ? undefined : `fluxkit-server needs Node.js ${oldest.join('.')} or newer; this is ${version}.`
}
