@disk @safety
Feature: A disk that turned read-only costs a member, not a write

  A kernel that meets errors on a file system makes it read-only under the feet of whoever uses it.

  Rule: The others go on without a member whose disk is read-only, and it catches up

    Scenario Outline: the disk of <target> turns read-only
      Given a healthy cluster
      And clients are reading and writing
      When the disk of <target> is read-only
      Then writes go on
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | target     |
        | a follower |
        | the leader |
