import 'react'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'gradstep-island': React.HTMLAttributes<HTMLElement> & {
        'data-kind': 'widget'
        'data-id': string
        'data-place': string
        'data-props': string
      }
    }
  }
}
