import type { CommandShape, Offer } from './describe-commands.ts'

/** A completion script for fish 3 and newer. */
export function fishCompletion(commands: readonly CommandShape[]): string {
  const lines = commands.flatMap((command) => commandLines(command))
  return ['# fish completion for fluxkit', 'complete -c fluxkit -f', ...lines, ''].join('\n')
}

function commandLines({ name, aliases, summary, options, argument }: CommandShape): string[] {
  const seen = quote(`__fish_seen_subcommand_from ${[name, ...aliases].join(' ')}`)
  return [
    `complete -c fluxkit -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...options.map(({ short, long, description, takesValue, values }) =>
      [
        `complete -c fluxkit -n ${seen}`,
        ...(short === undefined ? [] : [`-s ${short.replace(/^-/, '')}`]),
        `-l ${long.replace(/^--/, '')}`,
        ...(takesValue ? ['-r', ...offer(values)] : []),
        `-d ${quote(description)}`,
      ].join(' '),
    ),
    ...(argument.length === 0 ? [] : [['complete -c fluxkit -n', seen, ...offer(argument)].join(' ')]),
  ]
}

function offer(values: Offer): string[] {
  if (values === 'directory') return ['-x', `-a ${quote('(__fish_complete_directories)')}`]
  if (values === 'file') return ['-F']
  return values.length === 0 ? [] : [`-a ${quote(values.join(' '))}`]
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
}
