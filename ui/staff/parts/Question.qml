// What is about to happen on the open page, and two answers.
import ui.controls
import kiosk.staff

ConfirmSheet {
    icon: Staff.question.grave ? "tri" : "info"
    tone: Staff.question.grave ? "care" : "act"
    title: Staff.question.headline
    body: Staff.question.body
    yes: Staff.question.confirm
    no: Staff.question.cancel
    onAnswered: confirmed => Staff.answer(confirmed)
}
