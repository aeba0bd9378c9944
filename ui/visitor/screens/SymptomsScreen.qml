// How they feel, after a value that may be red: four rows, each a whole target.
import ui.visitor.parts

TilesPage {}
