import {
  checkSize,
  convertSize,
  findModel,
  type FluxModel,
  formatSize,
  models,
  parseSize,
  type SizeChoice,
  sizeChoices,
} from '@fluxkit/core'
import { plainText } from '../../terminal/terminal-text.ts'
import { sizesText } from '../../language/sizes-text.ts'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { usageError } from '../../errors/program-error.ts'

/** @throws {ProgramError} for a model that the registry does not know */
export function showSizes(
  cli: Cli,
  modelId: string | undefined,
  size: string | undefined,
  options: OutputOptions,
): ExitCode {
  if (modelId === undefined) return listAll(cli, options)
  const model = findModel(modelId)
  if (model === undefined) {
    throw usageError(
      ({ t }) => t('usage.noModel', { model: modelId }),
      ({ t }) => t('usage.models', { models: models.map(({ id }) => id).join(', ') }),
    )
  }
  return size === undefined ? listOne(cli, model, options) : checkOne(cli, model, size, options)
}

function listAll(cli: Cli, { json }: OutputOptions): ExitCode {
  if (json) writeJson(cli, { models: models.map((model) => sizesJson(model)) })
  else {
    const { t } = cli.texts
    const titles = [t('table.model'), t('table.default'), t('table.takes')].map((title) => cli.paint.dim(title))
    const rows = models.map((model) => [cli.paint.bold(model.id), model.defaultSize, sizesText(model, cli.texts)])
    writeOut(cli, formatTable([titles, ...rows]))
  }
  return exitCodes.ok
}

function listOne(cli: Cli, model: FluxModel, { json, quiet }: OutputOptions): ExitCode {
  const choices = sizeChoices(model)
  if (json) writeJson(cli, sizesJson(model))
  else if (quiet) writeOut(cli, choices.map(({ size }) => `${size}\n`).join(''))
  else {
    const { t } = cli.texts
    writeErr(cli, `${t('sizes.some', { model: model.id, sizes: sizesText(model, cli.texts) })}\n`)
    writeOut(cli, formatTable(choices.map((choice) => choiceRow(cli, choice))))
  }
  return exitCodes.ok
}

function choiceRow({ paint, texts: { t } }: Cli, { size, ratio, shape, isCurrent }: SizeChoice): string[] {
  const isNamed = ratio !== undefined && ratio !== size
  const description = isNamed ? t('size.ratioAndShape', { ratio, shape }) : t('size.shape', { shape })
  // Sizes that the current edition of the service doesn't list.
  return [size, description, isCurrent ? '' : paint.dim(t('sizes.readmeOnly'))]
}

/** Standard output is a size that fits: the one that was given, or the nearest. */
function checkOne(cli: Cli, model: FluxModel, text: string, { json, quiet }: OutputOptions): ExitCode {
  const check = checkSize(model, text)
  const parsed = parseSize(text)
  if (parsed === undefined) {
    throw usageError(
      ({ t }) => t('usage.notASize', { size: text }),
      ({ t }) => t('usage.notASizeAdvice'),
    )
  }
  const nearest = formatSize(convertSize(model, parsed))
  if (json) {
    const facts = check.ok ? { editions: check.editions } : { rule: check.rule }
    writeJson(cli, { model: model.id, size: text, ok: check.ok, nearest, ...facts })
    return check.ok ? exitCodes.ok : exitCodes.usage
  }
  if (!quiet) {
    const { symbols, errPaint: paint, texts } = cli
    const { t } = texts
    const isCurrent = check.ok && check.editions.includes('current')
    const facts = { size: plainText(text), model: model.id }
    const line = check.ok
      ? t(isCurrent ? 'sizes.fits' : 'sizes.fitsReadmeOnly', facts)
      : t('sizes.nearest', { ...facts, sizes: sizesText(model, texts) })
    writeErr(cli, `${check.ok ? paint.green(symbols.ok) : paint.red(symbols.fail)} ${line}\n`)
  }
  writeOut(cli, `${nearest}\n`)
  return check.ok ? exitCodes.ok : exitCodes.usage
}

function sizesJson(model: FluxModel): Record<string, unknown> {
  const { id, isCurrent, defaultSize, sizes: rules } = model
  const choices = sizeChoices(model)
  return { model: id, isCurrent, default: defaultSize, rules, suggestions: choices.map(({ size }) => size), choices }
}
