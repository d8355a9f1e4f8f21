import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'

interface Props {
  readonly broken: string
  readonly again: string
  onRestart(): void
  readonly children: ReactNode
}

/** An error in one widget costs that widget, with a sentence and a way back, and never the page. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <div className="widget-broken" role="alert">
        <p>{this.props.broken}</p>
        <Button
          label={this.props.again}
          onPress={() => {
            this.props.onRestart()
            this.setState({ failed: false })
          }}
        />
      </div>
    )
  }
}
