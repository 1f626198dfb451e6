namespace RunkonFlow.Typed.Persistence;

/// <summary>What all stores say about limits.</summary>
internal static class LimitRules
{
    public static string? Refusal(List<LimitRequest> requests)
    {
        foreach (var request in requests)
        {
            if (request.Limit < 1) return $"Limit '{request.Key}' lets nobody in: it must be at least 1.";
            if (request.Per < TimeSpan.FromMilliseconds(1)) return $"Limit '{request.Key}' is for {request.Per}: a rate needs at least a millisecond.";
        }
        return null;
    }
}
