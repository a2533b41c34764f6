@operator @membership @safety
Feature: Mistakes in changing the membership are refused and can be put right

  Rule: A member that does not belong is not let in

    Scenario: a replaced member is started with a wrong list
      Given a healthy cluster
      And clients are reading and writing
      When a follower is replaced with a wrong initial cluster
      Then it refuses to serve what it has
      And after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: a member of another cluster with the same token
      Given a healthy cluster
      And clients are reading and writing
      When a follower is bootstrapped anew with the token of the cluster
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

    Scenario: a member is added twice
      Given a healthy cluster
      And clients are reading and writing
      When a member that never starts is added twice beside a follower
      Then after healing, every member serves and all agree
      And no acknowledged write is missing

  Rule: Two recoveries at once are refused; one after the other they work

    Scenario: two of five members lose their data
      Given a healthy cluster on scene "five-members"
      And clients are reading and writing
      When a minority of the members lose their data and two operators recover them at once
      Then after healing, every member serves and all agree
      And no acknowledged write is missing
