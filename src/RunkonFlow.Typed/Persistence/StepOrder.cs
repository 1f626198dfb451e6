using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Persistence;

/// <summary>The order of a run's step rows: position, path by its numbers, attempt, node id. Total, so that every store lists alike.</summary>
internal static class StepOrder
{
    public static int Compare(
        int leftPosition, in IterationPath leftPath, int leftAttempt, string leftNode,
        int rightPosition, in IterationPath rightPath, int rightAttempt, string rightNode)
    {
        if (leftPosition != rightPosition) return leftPosition.CompareTo(rightPosition);
        var order = Compare(leftPath, rightPath);
        if (order != 0) return order;
        return leftAttempt != rightAttempt ? leftAttempt.CompareTo(rightAttempt) : string.CompareOrdinal(leftNode, rightNode);
    }

    private static int Compare(in IterationPath left, in IterationPath right)
    {
        for (var i = 0; i < left.Depth && i < right.Depth; i++)
            if (left[i] != right[i]) return left[i].CompareTo(right[i]);
        return left.Depth.CompareTo(right.Depth);
    }
}
