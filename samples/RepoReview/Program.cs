Console.WriteLine("RepoReview: the sample has no workflow yet.");
