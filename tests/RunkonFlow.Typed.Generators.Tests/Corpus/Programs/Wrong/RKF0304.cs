// === A_gate_without_a_timeout
    [Flow]
    public async Task<bool> RunAsync(int n)
    {
        var decision = await ApprovalAsync(n);
        return decision.Approved;
    }

    [Gate(MinApprovals = 2)] // RKF0304 'ApprovalAsync' Timeout
    private partial ValueTask<Decision> ApprovalAsync(int n, CancellationToken ct = default);
