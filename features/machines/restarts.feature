@machines @safety
Feature: Members that restart lose nothing that was acknowledged

  A roll-out, a crash loop, a drained node: what a member had promised it knows after its start.

  Rule: Every acknowledged write is kept, however a process ends and however often

    Scenario Outline: <target> is terminated and started again
      Given a healthy cluster
      And clients are reading and writing
      When <target> is terminated
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | target     |
        | a follower |
        | the leader |

    Scenario Outline: whoever leads is hit by <fault>, one leader after the other
      Given a healthy cluster
      And clients are reading and writing
      When whoever leads is hit by <fault> again and again
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | fault |
        | kill  |
        | pause |

    Scenario: two of five members restart at once
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When members m2 and m4 are terminated
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: the leader is left alone
      Given a healthy cluster
      And clients are reading and writing
      When all followers are killed
      Then writes stop being acknowledged
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: member after member restarts in a storm
      Given a healthy cluster
      And clients are reading and writing
      When all members restart again and again
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
