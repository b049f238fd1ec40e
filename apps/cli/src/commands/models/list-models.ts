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
  const { paint, errPaint, launcher, texts } = cli
  const { t } = texts
  const titles = [t('table.model'), t('table.can'), t('table.defaultSize'), t('table.sizes'), t('table.for')]
  writeOut(cli, formatTable([titles.map((title) => paint.dim(title)), ...models.map((model) => row(cli, model))]))
  if (!quiet) {
    const lines = [
      t('models.defaults', defaultModelIds),
      t('models.sizesOf', { command: `${launcher} sizes ${defaultModelIds.generate}` }),
      t('models.readmeOnly'),
    ]
    writeErr(cli, `\n${errPaint.dim(lines.join('\n'))}\n`)
  }
  return exitCodes.ok
}

function row({ paint, texts: { t } }: Cli, { id, isCurrent, actions, sizes, defaultSize }: FluxModel): string[] {
  const [action = 'generate'] = actions
  const hasRatios = sizes.some(({ kind }) => kind === 'ratio')
  const hasPixels = sizes.some(({ kind }) => kind !== 'ratio')
  return [
    isCurrent ? paint.bold(id) : `${id} *`,
    t('models.actions', { actions: actions.length > 1 ? 'both' : action }),
    defaultSize,
    t('models.sizes', { sizes: hasRatios && hasPixels ? 'both' : hasRatios ? 'ratios' : 'pixels' }),
    t(`model.${id}`),
  ]
}
