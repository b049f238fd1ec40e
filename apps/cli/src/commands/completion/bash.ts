import type { CommandShape, Offer } from './describe-commands.ts'

/** A completion script for bash 3.2 and newer, without the bash-completion package. */
export function bashCompletion(commands: readonly CommandShape[]): string {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases])
  return `# bash completion for fluxkit
_fluxkit() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W ${quote([...names, 'help', '--help', '--version'].join(' '))} -- "$current"))
    return
  fi
  # Colons split words; a ratio such as 16:9 arrives in three pieces.
  if [[ "$COMP_WORDBREAKS" == *:* && "$current" == ":" ]]; then return; fi
  case "$command" in
${commands.map((command) => commandCase(command)).join('')}  esac
}
complete -o default -F _fluxkit fluxkit
`
}

function commandCase({ name, aliases, options, argument }: CommandShape): string {
  const withValues = options.filter(({ takesValue }) => takesValue)
  const cases = withValues.map(
    ({ short, long, values }) =>
      `        ${[short, long].filter((each) => each !== undefined).join('|')}) ${offer(values)}; return ;;\n`,
  )
  const flags = options.map(({ long }) => long).join(' ')
  return `    ${[name, ...aliases].join('|')})
      case "$previous" in
${cases.join('')}        *) ;;
      esac
      if [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W ${quote(flags)} -- "$current"))
      else ${offer(argument)}; fi ;;
`
}

function offer(values: Offer): string {
  if (values === 'directory') return 'COMPREPLY=($(compgen -d -- "$current"))'
  if (values === 'file') return 'COMPREPLY=($(compgen -f -- "$current"))'
  return values.length === 0 ? ':' : `COMPREPLY=($(compgen -W ${quote(values.join(' '))} -- "$current"))`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
