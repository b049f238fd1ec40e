import { defaultModelIds, type FluxModel, models } from '@fluxkit/core'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'

/** Current models first; those that only the vendor's README lists are marked. */
export function listModels(cli: Cli, { json, quiet }: OutputOptions): ExitCode {
  if (json) {
    writeJson(cli, { models, defaults: defaultModelIds })
    return exitCodes.ok
  }
  const { paint, errPaint, launcher } = cli
  const titles = ['Model', 'Can', 'Default size', 'Sizes', 'For'].map((title) => paint.dim(title))
  writeOut(cli, formatTable([titles, ...models.map((model) => row(cli, model))]))
  if (!quiet) {
    const lines = [
      `Default: ${defaultModelIds.generate} to generate, ${defaultModelIds.edit} to edit.`,
      `Sizes of a model: ${launcher} sizes ${defaultModelIds.generate}`,
      '* Only in the README of the service; its current guide no longer lists it, so it may have been retired.',
    ]
    writeErr(cli, `\n${errPaint.dim(lines.join('\n'))}\n`)
  }
  return exitCodes.ok
}

function row({ paint }: Cli, { id, isCurrent, actions, sizes, defaultSize, summary }: FluxModel): string[] {
  const kinds = [...new Set(sizes.map(({ kind }) => (kind === 'ratio' ? 'ratios' : 'pixels')))]
  return [isCurrent ? paint.bold(id) : `${id} *`, actions.join(', '), defaultSize, kinds.join(', '), summary]
}
