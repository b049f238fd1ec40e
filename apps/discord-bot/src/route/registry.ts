import { closeGuildButton, openGuildButton } from '../commands/admin/owner-access.ts'
import type { ComponentVerb } from '../discord/custom-id.ts'
import { cancelButton } from '../components/cancel.ts'
import { chooseModel, dropComparison, startComparison } from '../components/compare.ts'
import { discardUnconfirmed, generateConfirmed } from '../components/confirm.ts'
import { confirmDelete, deleteButton } from '../components/delete.ts'
import { eraseMe } from '../components/erase.ts'
import { openJob, turnPage } from '../components/history.ts'
import { submitEdit, submitPrompt } from '../components/modals.ts'
import { chooseImage, edit as editButton, retry, usePrompt } from '../components/open-modal.ts'
import { report, submitReport } from '../components/report.ts'
import { again, more } from '../components/request-again.ts'
import { chooseVariation, vary } from '../components/vary.ts'
import {
  addLimit,
  allowChannel,
  allowModel,
  blockUser,
  closeGuild,
  openGuild,
  removeLimit,
  setMaxCount,
  setMonthlyStop,
  setPrice,
  setPrivate,
  setCosts,
  setReports,
  setRetention,
} from '../commands/admin/settings-commands.ts'
import { showSettings } from '../commands/admin/show-settings.ts'
import { editMessage } from '../commands/edit-message.ts'
import { cancel } from '../commands/flux/cancel.ts'
import { compare } from '../commands/flux/compare.ts'
import { edit } from '../commands/flux/edit.ts'
import { generate } from '../commands/flux/generate.ts'
import { help } from '../commands/flux/help.ts'
import { history } from '../commands/flux/history.ts'
import { models } from '../commands/flux/models.ts'
import { listPresets, removePreset, resetPresets, savePreset } from '../commands/flux/presets.ts'
import { privacyDelete, privacyExport, privacyPolicy } from '../commands/flux/privacy.ts'
import { show } from '../commands/flux/show.ts'
import { status } from '../commands/flux/status.ts'
import { usage } from '../commands/flux/usage.ts'
import type { Command, ComponentHandler } from '../pipeline/handler.ts'
import { commandOnce, handlerOnce } from '../pipeline/run-once.ts'

/**
 * Every command by its full name, as `definitions/` registers it. Those without `commandOnce` may run twice for one interaction:
 * they read, or what they write has the id of the interaction (jobs, drafts of a refusal or a form).
 */
export const commands: Readonly<Record<string, Command>> = {
  'flux generate': generate,
  'flux compare': commandOnce(compare),
  'flux edit': edit,
  'flux show': show,
  'flux history': history,
  'flux status': status,
  'flux cancel': commandOnce(cancel),
  'flux models': models,
  'flux usage': usage,
  'flux help': help,
  'flux presets save': commandOnce(savePreset),
  'flux presets list': listPresets,
  'flux presets remove': commandOnce(removePreset),
  'flux presets reset': commandOnce(resetPresets),
  'flux privacy policy': privacyPolicy,
  'flux privacy export': privacyExport,
  'flux privacy delete': privacyDelete,
  'flux-admin show': showSettings,
  'flux-admin open': commandOnce(openGuild),
  'flux-admin close': commandOnce(closeGuild),
  'flux-admin limits add': commandOnce(addLimit),
  'flux-admin limits remove': commandOnce(removeLimit),
  'flux-admin limits monthly-stop': commandOnce(setMonthlyStop),
  'flux-admin limits count': commandOnce(setMaxCount),
  'flux-admin allow model': commandOnce(allowModel),
  'flux-admin allow channel': commandOnce(allowChannel),
  'flux-admin price': commandOnce(setPrice),
  'flux-admin private': commandOnce(setPrivate),
  'flux-admin costs': commandOnce(setCosts),
  'flux-admin retention': commandOnce(setRetention),
  'flux-admin block': commandOnce(blockUser),
  'flux-admin reports': commandOnce(setReports),
  'Edit with Flux': commandOnce(editMessage),
}

/**
 * Without `handlerOnce`: what they write has the id of the interaction, or a second time changes nothing (a job that is cancelled,
 * confirmed, dropped or deleted stays so).
 */
export const components: Readonly<Record<ComponentVerb, ComponentHandler>> = {
  again,
  more,
  vary,
  edit: handlerOnce(editButton),
  usePrompt,
  delete: deleteButton,
  confirmDelete,
  report,
  cancel: cancelButton,
  generate: generateConfirmed,
  discard: discardUnconfirmed,
  retry,
  promptModal: submitPrompt,
  editModal: submitEdit,
  reportModal: handlerOnce(submitReport),
  chooseImage: handlerOnce(chooseImage),
  chooseVariation,
  historyPage: turnPage,
  showJob: openJob,
  eraseMe: handlerOnce(eraseMe),
  compare: startComparison,
  dropComparison,
  chooseModel,
  closeGuild: handlerOnce(closeGuildButton),
  openGuild: handlerOnce(openGuildButton),
}
