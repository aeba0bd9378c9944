// What may be changed, taken back or deleted of what is kept.
import ui.visitor.parts

TilesPage {}
