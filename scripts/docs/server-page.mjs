/**
 * A tool as an MCP server lists it.
 *
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} [description]
 * @property {{ properties?: Record<string, Argument>, required?: string[] }} inputSchema
 *
 * @typedef {{ type?: string, description?: string, enum?: unknown[], anyOf?: Argument[] }} Argument
 */

/**
 * @param {string} help What the program prints for `--help`.
 * @param {readonly Tool[]} tools
 * @returns {{ page: string, complaints: string[] }} The page in Markdown, and what has no description.
 */
export function serverPage(help, tools) {
  const complaints = tools.length === 0 ? ['@fluxkit/server lists no tools'] : []
  const sections = tools.map(({ name, description, inputSchema: { properties = {}, required = [] } }) => {
    if (!description) complaints.push(`${name} of @fluxkit/server has no description`)
    const rows = Object.entries(properties).map(([argument, schema]) => {
      if (!schema.description) complaints.push(`${name} of @fluxkit/server: ${argument} has no description`)
      const need = required.includes(argument) ? 'yes' : 'no'
      return `| \`${argument}\` | ${typeOf(schema)} | ${need} | ${cell(schema.description ?? '')} |`
    })
    const table = ['| argument | type | required | meaning |', '| --- | --- | --- | --- |', ...rows]
    return [`## ${name}`, description ?? '', rows.length === 0 ? 'It takes no arguments.' : table.join('\n')].join(
      '\n\n',
    )
  })
  const intro =
    'The server is a program: nothing of it can be imported. This is what it serves, as it describes itself.'
  const page = [
    '---\ntitle: "@fluxkit/server"\n---',
    intro,
    '## Command line',
    `\`\`\`text\n${help}\`\`\``,
    ...sections,
  ]
  return { page: `${page.join('\n\n')}\n`, complaints }
}

/** @param {Argument} schema @returns {string} */
function typeOf({ type, enum: values, anyOf }) {
  if (values !== undefined) return values.map((value) => `\`${cell(String(value))}\``).join(', ')
  if (anyOf !== undefined) return anyOf.map((each) => typeOf(each)).join(' or ')
  return type ?? 'any'
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`)
}
