// === A_list_is_changed_inside_its_loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var numbers = await NumbersAsync(n);
        foreach (var x in numbers)
        {
            n = await AddAsync(n, x);
            numbers.Add(n); // RKF0204 'numbers' foreach
        }

        return n;
    }

// === An_array_is_changed_inside_its_loop
    [Flow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var n = 0;
        foreach (var x in numbers)
        {
            n = await AddAsync(n, x);
            numbers[0] = n; // RKF0204 'numbers' foreach
        }

        return n;
    }

// === A_list_is_cleared_deep_inside_its_loop
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var numbers = await NumbersAsync(n);
        foreach (var x in numbers)
        {
            n = await AddAsync(n, x);
            if (n > 3)
            {
                numbers.Clear(); // RKF0204 'numbers' foreach
                break;
            }
        }

        return n;
    }

// === Two_locals_name_one_list_and_one_is_changed
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var numbers = await NumbersAsync(n);
        var same = numbers;
        await SumAsync(numbers);
        same.Add(n); // RKF0204 'same' 'numbers'
        await NoteAsync("changed");
        return numbers.Count + same.Count;
    }

// === Two_locals_name_one_object_and_one_is_changed
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var basket = new Basket();
        var same = basket;
        await AddAsync(n);
        basket.Count = 4; // RKF0204 'basket' 'same'
        await NoteAsync("changed");
        return same.Count + basket.Count;
    }

// === A_durable_list_is_changed_in_place
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var numbers = await NumbersAsync(n);
        await NoteAsync("loaded");
        numbers.Add(n); // RKF0204 'numbers' ImmutableList
        await AddAsync(n);
        return numbers.Count;
    }

// === A_durable_object_is_changed_in_place
    [Flow]
    public async Task<int> RunAsync(int n)
    {
        var basket = new Basket();
        await AddAsync(n);
        basket.Count = n; // RKF0204 'basket' with
        await NoteAsync("changed");
        return basket.Count;
    }

// === A_durable_list_is_filled_in_a_loop
    [Flow]
    public async Task<int> RunAsync(string[] articles)
    {
        var held = new List<int>();
        foreach (var article in articles)
        {
            var amount = await stock.HoldAsync(article, 1);
            held.Add(amount); // RKF0204 'held' ImmutableList
        }

        return held.Count;
    }
