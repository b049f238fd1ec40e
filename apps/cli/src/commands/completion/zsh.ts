import type { CommandShape, Offer, OptionShape } from './describe-commands.ts'

/** A completion function for zsh, to be found on `$fpath` as `_fluxkit`. */
export function zshCompletion(commands: readonly CommandShape[]): string {
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}\n`)
  return `#compdef fluxkit
_fluxkit() {
  local -a commands
  commands=(
${list.join('')}  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map((command) => commandCase(command)).join('')}  esac
}
if [ "$funcstack[1]" = "_fluxkit" ]; then _fluxkit "$@"; else compdef _fluxkit fluxkit; fi
`
}

function commandCase({ name, aliases, options, argument }: CommandShape): string {
  const specs = [...options.flatMap((option) => optionSpecs(option)), quote(`*:argument:${action(argument)}`)]
  return `    ${[name, ...aliases].join('|')})
      _arguments \\
${specs.map((spec) => `        ${spec}`).join(' \\\n')} ;;
`
}

function optionSpecs({ short, long, description, takesValue, values }: OptionShape): string[] {
  const names = [short, long].filter((name) => name !== undefined)
  const help = description.replaceAll(/[[\]:]/g, ' ')
  return names.map((name) =>
    quote(`(${names.join(' ')})${name}[${help}]${takesValue ? `:value:${action(values)}` : ''}`),
  )
}

function action(values: Offer): string {
  if (values === 'directory') return '_files -/'
  if (values === 'file') return '_files'
  return values.length === 0 ? ' ' : `(${values.map((value) => value.replaceAll(':', String.raw`\:`)).join(' ')})`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
