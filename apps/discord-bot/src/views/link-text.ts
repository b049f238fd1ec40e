/** Four of them, a prompt and the facts stay below the 4000 characters that Discord takes: a cut link leads nowhere. */
const maxLength = 700

/**
 * A link from outside, escaped for the parentheses of a Markdown link.
 * @returns undefined when it is not http(s), or too long: then it must not be shown at all
 */
export function linkTarget(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, username, password, href } = new URL(url)
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return undefined
  const target = href.replaceAll(/[()<>[\]\\|`"'*\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return target.length > maxLength ? undefined : target
}
