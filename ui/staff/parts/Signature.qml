// Two people: the PIN of somebody else who may do what is about to be done.
import kiosk.staff

Gate {
    accounts: Staff.signature.accounts ?? []
    pad: Staff.signature.pad ?? ({})
    code: Staff.signature.digits === "code"
    icon: "people"
    purpose: Staff.signature.what ?? ""
    whoWords: Staff.words["who-signs"]
    pinWords: Staff.words["who-signs"]
    backWord: Staff.words["no-signature"]
    onBack: Staff.answer(false)
}
