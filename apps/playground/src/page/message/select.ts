import { html, nothing, type TemplateResult } from 'lit'
import type { MessageView } from '../discord/control.ts'
import { componentTypes as types, type WireComponent, type WireSelectOption } from '../discord/wire.ts'
import type { Actions } from '../model/actions.ts'
import type { State } from '../model/state.ts'

/** A menu; the browser's native one works with every keyboard and screen reader. */
export function selectView(
  component: WireComponent,
  view: MessageView,
  state: State,
  actions: Actions,
): TemplateResult {
  const { custom_id: customId = '', placeholder = 'Choose', disabled, max_values: max = 1 } = component
  const options = optionsOf(component, state)
  const isMultiple = max > 1
  const choose = (event: Event): void => {
    const menu = event.currentTarget as HTMLSelectElement
    const values = Array.from(menu.selectedOptions, ({ value }) => value).filter((value) => value !== '')
    if (values.length === 0) return
    actions.select(view, customId, values)
    if (!isMultiple) menu.value = ''
  }
  return html`<select
    class="menu"
    aria-label=${placeholder}
    ?disabled=${disabled === true}
    ?multiple=${isMultiple}
    @change=${choose}
  >
    ${isMultiple ? nothing : html`<option value="" selected>${placeholder}</option>`}
    ${options.map(({ label, value, description }) => html`<option value=${value}>${label}${description ? ` — ${description}` : ''}</option>`)}
  </select>`
}

function optionsOf(component: WireComponent, { world }: State): readonly WireSelectOption[] {
  const named = (list: readonly { readonly id: string; readonly name: string }[], mark: string): WireSelectOption[] =>
    list.map(({ id, name }) => ({ label: `${mark}${name}`, value: id }))
  const roles = world.guilds.flatMap((guild) => guild.roles)
  switch (component.type) {
    case types.stringSelect:
      return component.options ?? []
    case types.channelSelect:
      return named(
        world.guilds.flatMap(({ channels }) => channels),
        '#',
      )
    case types.roleSelect:
      return named(roles, '@')
    case types.mentionableSelect:
      return [...named(world.users, '@'), ...named(roles, '@')]
    default:
      return named(world.users, '@')
  }
}
