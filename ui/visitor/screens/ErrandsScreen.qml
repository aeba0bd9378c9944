// What else one may want here: one's own data, or somebody who helps.
import ui.visitor.parts

TilesPage {}
