// Deleting what was measured: what that does, then once more whether it is meant.
import ui.visitor.parts

QuestionPage { sign: "heart" }
