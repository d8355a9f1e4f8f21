import type { AnyWidget } from './define-widget.ts'
import type { Language } from './language.ts'
import { KIT_MESSAGES } from './messages.ts'
import type { AnyParam } from './param.ts'

/** The keys of the play bar and what every setting means, for those who cannot hover. */
export function Help({ widget, lang }: { widget: AnyWidget; lang: Language }) {
  const keys = widget.messages[lang].bar?.keys
  const params = Object.entries(widget.params) as [string, AnyParam][]
  return (
    <details className="widget-help">
      <summary>{KIT_MESSAGES[lang].help}</summary>
      {keys && <p>{keys}</p>}
      <dl>
        {params.map(([name, param]) => (
          <div key={name}>
            <dt>{param.label[lang]}</dt>
            <dd>{param.help[lang]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
