// Where it is said whom somebody looks for, and how many were found. A touch brings the keys.
import ui.theme
import ui.controls
import kiosk.staff

FormField {
    objectName: "field-search"
    icon: "search"
    hint: Staff.words.members.search
    value: Staff.content.text
    chosen: Staff.content.typing
    aside: Staff.content.typing || (!Metrics.portrait && !Staff.content.undo) ? Staff.content.foundWords : ""
    onPressed: Staff.act("keys", { "shown": true, "rows": Metrics.portrait ? 7 : 3 })
}
