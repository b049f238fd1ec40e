import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { componentTypes as types, type WireComponent, type WireModal } from '../discord/wire.ts'
import { toSentFile } from '../discord/to-sent-file.ts'
import type { Actions } from '../model/actions.ts'
import { asDialog } from './as-dialog.ts'
import { avatarOf } from '../model/people.ts'
import type { State } from '../model/state.ts'
import { textView } from '../message/text.ts'

/** The form that the bot asked for, above the page. */
export function modalView(state: State, actions: Actions): TemplateResult | typeof nothing {
  if (state.modal === undefined) return nothing
  const { modal, interactionId, error } = state.modal
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    actions.submitModal(event.currentTarget as HTMLFormElement)
  }
  // A next modal must not find the words of the one before in its fields.
  return html`${keyed(
    interactionId,
    html`<dialog
      class="modal"
      aria-labelledby="modal-title"
      ${asDialog}
      @cancel=${() => actions.closeModal()}
      @close=${() => actions.closeModal()}
    >
      <form @submit=${submit}>
        <header>
          <img src=${avatarOf(state.world.bot.name, true)} alt="" />
          <h2 id="modal-title">${modal.title}</h2>
          <button type="button" class="icon" aria-label="Close" @click=${() => actions.closeModal()}>✕</button>
        </header>
        <div class="fields">${modal.components.map((component) => partView(component, state))}</div>
        ${error === '' ? nothing : html`<p class="problem" role="alert">${error}</p>`}
        <footer>
          <button type="button" class="plain" @click=${() => actions.closeModal()}>Cancel</button>
          <button type="submit" class="primary">Submit</button>
        </footer>
      </form>
    </dialog>`,
  )}`
}

function partView(component: WireComponent, state: State): TemplateResult {
  if (component.type === types.textDisplay)
    return html`<div class="text">${textView(component.content ?? '', state)}</div>`
  if (component.type === types.actionRow)
    return html`${(component.components ?? []).map((one) => fieldView(one, one.label ?? '', ''))}`
  return component.component === undefined
    ? html`<p class="hint">Here is a component of type ${component.type}, which this page cannot show.</p>`
    : fieldView(component.component, component.label ?? '', component.description ?? '')
}

function fieldView(input: WireComponent, label: string, description: string): TemplateResult {
  const required = input.required !== false
  return html`<label class="field">
    <span>${label}${required ? html`<b aria-hidden="true"> *</b>` : nothing}</span>
    ${description === '' ? nothing : html`<small>${description}</small>`} ${inputView(input, required)}
  </label>`
}

function inputView(input: WireComponent, required: boolean): TemplateResult {
  const { custom_id: name = '', value = '', placeholder = '', min_length: min = 0, max_length: max = 4000 } = input
  if (input.type === types.fileUpload) {
    return html`<input
      type="file"
      name=${name}
      ?required=${required && input.min_values !== 0}
      ?multiple=${(input.max_values ?? 1) > 1}
    />`
  }
  if (input.type !== types.textInput) {
    return html`<select name=${name} ?required=${required} ?multiple=${(input.max_values ?? 1) > 1}>
      ${(input.options ?? []).map((option) => html`<option value=${option.value} ?selected=${option.default === true}>${option.label}</option>`)}
    </select>`
  }
  return input.style === 1
    ? html`<input
        type="text"
        name=${name}
        .value=${value}
        placeholder=${placeholder}
        minlength=${min}
        maxlength=${max}
        ?required=${required}
        autocomplete="off"
      />`
    : html`<textarea
        name=${name}
        rows="6"
        .value=${value}
        placeholder=${placeholder}
        minlength=${min}
        maxlength=${max}
        ?required=${required}
      ></textarea>`
}

/** What was filled in, as `submit-modal` takes it. */
export async function readModal(modal: WireModal, form: HTMLFormElement): Promise<Record<string, unknown>> {
  const data = new FormData(form)
  const values: Record<string, unknown> = {}
  for (const input of inputsOf(modal)) {
    const name = input.custom_id ?? ''
    const given = data.getAll(name)
    if (input.type === types.textInput)
      values[name] = given
        .filter((one) => typeof one === 'string')
        .join('')
        .replaceAll('\r\n', '\n')
    else if (input.type === types.fileUpload) {
      const files = given.filter((one): one is File => one instanceof File && one.size > 0)
      values[name] = await Promise.all(files.map(toSentFile))
    } else values[name] = given
  }
  return values
}

function inputsOf(modal: WireModal): readonly WireComponent[] {
  return modal.components.flatMap(({ component, components }) =>
    component === undefined ? (components ?? []) : [component],
  )
}
