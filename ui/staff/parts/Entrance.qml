// The way in.
import kiosk.staff

Gate {
    accounts: Staff.accounts
    pad: Staff.pad
    code: Staff.stage === "code"
    whoWords: Staff.words.who
    backWord: Staff.words.back
    onBack: Staff.lock()
}
