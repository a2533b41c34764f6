@network @clients @safety
Feature: A member lost to its clients is not lost to its peers, and the other way round

  Both look the same to whoever is connected to that member, and they are not: the one goes on
  voting and storing, the other answers and can promise nothing. Clients that fail over must not care.

  Rule: Clients that fail over go on writing while one member is out of their reach

    Scenario Outline: <target> is lost to its clients
      Given a healthy cluster
      And clients are reading and writing
      When <target> is lost to its clients
      Then its peers and it still follow the leader
      And clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

      Examples:
        | target     |
        | a follower |
        | the leader |

    Scenario: a follower is lost to its peers and answers its clients
      Given a healthy cluster
      And clients are reading and writing
      When a follower is isolated from its peers
      Then it still answers its clients, without a leader
      And clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: A write whose answer is lost is neither lost nor done twice

    Scenario: clients of the leader never hear what became of their writes
      Given a healthy cluster
      And clients are reading and writing
      When clients of the leader ask and never hear the answers
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: writes get lost on their way to the leader
      Given a healthy cluster
      And clients are reading and writing
      When what clients ask never reaches the leader
      Then clients that fail over go on writing
      And after healing, every member serves and all agree
      And no acknowledged write is missing
