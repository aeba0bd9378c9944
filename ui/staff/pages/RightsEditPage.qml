// The fields of somebody who is at the desk for their own rights: as those of a member.
MemberEditPage {}
