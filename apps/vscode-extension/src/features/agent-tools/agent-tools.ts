import { findModel } from '@fluxkit/core'
import * as vscode from 'vscode'
import { JobRefusal, slug } from '@fluxkit/jobs'
import { dirname } from '../../model/naming/posix-path.ts'
import { stemOf } from '../../model/naming/stem-of.ts'
import { exists } from '../../platform/exists.ts'
import { readSettings } from '../../platform/settings.ts'
import { imageFolder } from '../../platform/workspace-clues.ts'
import type { Services } from '../../services.ts'
import { modelText } from '../questions/pick-options.ts'
import { uploadConsent } from '../edit/upload-consent.ts'
import { type Costs, loadCosts } from '../submission/costs.ts'
import type { ImageRequest } from '../submission/image-request.ts'
import { runTool } from './run-tool.ts'
import { type CheckRequest, readEditInput, readGenerateInput } from './tool-input.ts'
import { noFolder, workspaceUri } from './workspace-path.ts'
import { t } from '../../platform/t.ts'

export interface AgentTools {
  readonly generate: vscode.LanguageModelTool<object>
  readonly edit: vscode.LanguageModelTool<object>
}

export function createAgentTools(services: Services): AgentTools {
  const state = services.context.workspaceState
  return {
    generate: {
      prepareInvocation: async ({ input }) =>
        confirmation(t('confirmGenerate'), await generateRequest(input), await loadCosts(services)),
      invoke: async ({ input }, token) => runTool(services, await generateRequest(input), token),
    },
    edit: {
      prepareInvocation: async ({ input }) =>
        confirmation(t('confirmEdit'), await editRequest(input, state), await loadCosts(services)),
      invoke: async ({ input }, token) => runTool(services, await editRequest(input, state), token),
    },
  }
}

/** The rules of requests come with the client. */
async function loadCheck(): Promise<CheckRequest> {
  return (await import('../../jobs/open-desk.ts')).checkRequest
}

async function generateRequest(input: unknown): Promise<ImageRequest> {
  const { path, ...wish } = readGenerateInput(input, await loadCheck())
  if (path !== undefined) {
    const target = workspaceUri(path)
    const stem = stemOf(target.path)
    return { action: 'generate', ...wish, folder: target.with({ path: dirname(target.path) }), stem }
  }
  const editor = vscode.window.activeTextEditor
  const document = editor !== undefined && editor.document.uri.scheme === 'file' ? editor.document : undefined
  const workspaceFolder = vscode.workspace.workspaceFolders?.[0]
  const own = document && vscode.workspace.getWorkspaceFolder(document.uri)
  const folder = imageFolder(own === undefined ? undefined : document, own ?? workspaceFolder)
  if (folder === undefined) throw noFolder()
  return { action: 'generate', ...wish, folder, stem: slug(wish.prompt) }
}

async function editRequest(input: unknown, state: vscode.Memento): Promise<ImageRequest> {
  const { image, ...wish } = readEditInput(input, await loadCheck())
  if (/^https?:\/\//i.test(image)) {
    const folder = imageFolder(undefined, vscode.workspace.workspaceFolders?.[0])
    if (folder === undefined) throw noFolder()
    return { action: 'edit', ...wish, source: image, folder, stem: slug(wish.prompt) }
  }
  const uri = workspaceUri(image)
  if (!(await exists(uri))) throw new JobRefusal('invalid_input', `There is no file ${image} in the workspace.`)
  const consent = uploadConsent(uri.toString(), state)
  if (consent === 'forbidden') {
    throw new JobRefusal(
      'upload_forbidden',
      'The user has forbidden uploads (setting fluxkit.uploads). Do not call again for local files; a public https link works.',
    )
  }
  if (consent === 'unknown') {
    throw new JobRefusal(
      'upload_unknown',
      'The user has not yet agreed to upload local images. Ask them to run "Fluxkit: Edit Image…" once in this workspace, then call again.',
    )
  }
  const stem = `${stemOf(uri.path)}-edited`
  return { action: 'edit', ...wish, source: uri.toString(), folder: uri.with({ path: dirname(uri.path) }), stem }
}

/** Model, size, price and destination before anything is spent. */
function confirmation(title: string, imageRequest: ImageRequest, costs: Costs): vscode.PreparedToolInvocation {
  const { action, model, size, count, prompt, folder } = imageRequest
  const label = findModel(model)?.label ?? model
  const price = costs.price(action, model, count)
  const facts = [modelText(model, count), size, price, readSettings.sandbox() ? t('sandbox') : undefined]
  const message = new vscode.MarkdownString()
  message.appendText(prompt)
  message.appendMarkdown('\n\n')
  message.appendText(`${facts.filter(Boolean).join(' · ')} → ${vscode.workspace.asRelativePath(folder)}/`)
  return {
    invocationMessage: t(action === 'edit' ? 'editingWith' : 'generatingWith', { model: label }),
    confirmationMessages: { title, message },
  }
}
